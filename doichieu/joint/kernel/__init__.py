"""The kernel: small joint problems solved by compiled code, which `instance.py` loads."""
