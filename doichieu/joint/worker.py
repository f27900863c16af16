"""A worker that solves joint problems: each request is a batch of tasks."""

from doichieu.base.worker import Parent


def main() -> None:
    """Report the solutions of each task, or the error."""
    parent = Parent()
    from doichieu.joint.pool import Task, solve_task

    for batch in parent.requests():
        with parent.reporting_faults():
            parent.send(ended="done", solutions=[solve_task(Task(*task)) for task in batch])


if __name__ == "__main__":
    main()
