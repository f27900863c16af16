"""A Dask cluster of SLURM jobs: it stands until Ctrl-C, and a run names its address.

It needs one more package in the project's environment, dask-jobqueue 0.9.0. The project, its
environment and the certificates lie in a folder that all machines share.

    .venv/bin/python deploy/slurm.py --jobs 4 --cores 8 --certificates ~/tls
"""

import argparse
import os
import time
from pathlib import Path

from dask_jobqueue import SLURMCluster
from distributed import Security

PROJECT = Path(__file__).resolve().parents[1]
# What a worker needs: a part, the memory of its DuckDB, and Python with its libraries.
GIB_A_WORKER = 3
PORT = 8786


def cluster_of(options: argparse.Namespace) -> SLURMCluster:
    """The scheduler, on this machine, and what a job with workers looks like."""
    files = {name: str(options.certificates / f"{name}.pem") for name in ("ca", "cert", "key")}
    security = Security(
        require_encryption=True,
        tls_ca_file=files["ca"],
        **{f"tls_{role}_cert": files["cert"] for role in ("scheduler", "worker", "client")},
        **{f"tls_{role}_key": files["key"] for role in ("scheduler", "worker", "client")},
    )
    return SLURMCluster(
        cores=options.cores,
        processes=options.cores,  # a worker a core
        memory=f"{GIB_A_WORKER * options.cores}GiB",
        walltime=options.walltime,
        protocol="tls",
        security=security,
        interface=options.interface,
        local_directory=os.environ.get("TMPDIR", "/tmp"),
        worker_extra_args=["--no-dashboard", "--memory-limit", "0"],
        job_script_prologue=[f"export PYTHONPATH={PROJECT} PYTHONUTF8=1"],
        scheduler_options={"port": PORT, "dashboard": False},
    )


def main() -> None:
    """Start the cluster, print its address, and wait."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", type=int, default=1, help="number of jobs (1)")
    parser.add_argument("--cores", type=int, default=8, help="cores, and workers, a job (8)")
    parser.add_argument("--walltime", default="04:00:00", help="most time of a job (04:00:00)")
    parser.add_argument("--interface", help="network of the workers, such as ib0")
    parser.add_argument(
        "--certificates", type=Path, required=True, help="folder of ca.pem, cert.pem, key.pem"
    )
    parser.add_argument("--print", action="store_true", help="print a job's script, and end")
    options = parser.parse_args()
    with cluster_of(options) as cluster:
        if options.print:
            print(cluster.job_script())
            return
        cluster.scale(jobs=options.jobs)
        print(f"python orchestrate.py --cluster {cluster.scheduler_address} --store FOLDER")
        try:
            while True:
                time.sleep(60)
        except KeyboardInterrupt:
            print("The jobs are cancelled.")


if __name__ == "__main__":
    main()
