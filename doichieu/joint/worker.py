"""Joint problems as a worker: a request is a list of questions, the fact told their answers."""

import traceback

from doichieu.base.worker import Parent


def main() -> None:
    """Answer, or tell what went wrong."""
    parent = Parent()
    from doichieu.joint.questions import Question, answers

    for asked in parent.requests():
        try:
            found = [answers(Question(*question)) for question in asked]
        except Exception:
            parent.send(ended="failed", error=traceback.format_exc())
        else:
            parent.send(ended="done", answers=found)


if __name__ == "__main__":
    main()
