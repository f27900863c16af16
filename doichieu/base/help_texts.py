"""What `--help` says of each command: what it does, when one uses it, and examples."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HelpText:
    """The help of a command: a line in the list of commands, the sentences above its options, and
    what stands below them."""

    line: str
    about: str
    below: str = ""


MAIN = """\
Đối chiếu is a warehouse for published figures. Without a command it reads the seeds, derives the
marts, audits them and publishes a release, as `run` does. `COMMAND --help` explains a command."""

EXIT_STATUS = """\
exit status: 0 published, or nothing to do; 1 the audit refused, nothing published;
2 the input could not be read, nothing published; 3 a fault of the program, the store or the
cluster, nothing published."""

HELP_TEXTS = {
    "run": HelpText(
        "publish a release; the command where no other is named",
        "Reads the figures and reference tables of the seeds, derives the marts, audits them, and "
        "publishes a release: the database, the site and the exports. Use it when reports were "
        "added or corrected. It publishes only what passed the audit, and does nothing where "
        "nothing has changed.",
        f"""\
examples:
  python orchestrate.py                          the seeds of this project
  python orchestrate.py run --seeds collection   other seeds
  python orchestrate.py run --quarantine         without what contradicts itself
{EXIT_STATUS}""",
    ),
    "check": HelpText(
        "verdict on transcriptions that are not in the seeds yet",
        "Derives and checks the figures of some files or drafts, with the reference tables of the "
        "seeds, and shows which figures contradict each other. Use it while you transcribe a "
        "report, before its file is in the seeds. It publishes nothing.",
        """\
examples:
  python orchestrate.py check my-report.csv        a file of figures
  python orchestrate.py check drafts/my-report     a draft, with its reference rows
exit status: 0 no contradiction; 1 figures contradict each other; 2 the input could not be read;
3 a fault of the program.""",
    ),
    "verify": HelpText(
        "compare a transcription with the text of its report",
        "Holds the figures of one report, in the seeds or in its draft, against the report's own "
        "text: every figure must be printed there, in reading order and in these words, and every "
        "number must be a figure or be set apart by a rule. Use it after you typed or corrected a "
        "report: it finds slips that the arithmetic cannot see.",
        """\
example:
  python orchestrate.py verify --report my-report --text my-report.docx
exit status: 0 every figure and every number agree; 1 something is missing, left over or doubted;
2 the input could not be read; 3 a fault of the program.""",
    ),
    "watch": HelpText(
        "verdict on the seeds after every save; publishes nothing, Ctrl-C ends it",
        "Shows the verdict on the seeds, and after every save what it changed: conflicts that are "
        "new or gone, figures with another status, faults. Use it beside your editor while you "
        "type or correct figures. It publishes nothing; Ctrl-C ends it.",
        """\
example:
  python orchestrate.py watch --seeds collection
exit status: 0 when Ctrl-C ends it; 3 a fault of the program.""",
    ),
    "draft": HelpText(
        "turn documents into drafts of figures files, or accept a draft",
        "Reads documents (texts, web pages, Word files, PDFs, workbooks) and writes for each what "
        "you would have typed: a row for each number, with the words it was read from, and what is "
        "unsure. Use it instead of typing a report. Nothing enters the seeds before you accept it.",
        """\
examples:
  python orchestrate.py draft REPORT.docx          writes drafts/<report_id>/: look at index.html
  python orchestrate.py draft FOLDER               drafts every document of a folder
  python orchestrate.py draft --accept REPORT_ID   moves a draft into the seeds, all or nothing
exit status: 0 all were drafted, or the draft was accepted; 2 a document or a draft could not be
read or was refused, the others are drafted; 3 a fault of the program.""",
    ),
    "serve": HelpText(
        "serve the site of the release to this machine only",
        "Shows the site of the current release at an address that only this machine can open. Use "
        "it where a browser does not open pages from disk. Ctrl-C ends it; start it again after a "
        "run to see the new release.",
        """\
example:
  python orchestrate.py serve --port 8000
exit status: 0 when Ctrl-C ends it; 2 there is no release, or the port cannot be used.""",
    ),
    "shell": HelpText(
        "query the current release in the DuckDB shell, read-only",
        "Opens the DuckDB shell on the current release, or another, with the marts first in the "
        "search path and the questions of analysts as table macros. Use it to ask what the site "
        "does not show, and to list what a screen shows in part. Nothing can be written.",
        """\
All other arguments go to the DuckDB shell unchanged; `shell -help` shows its own help.
examples:
  python orchestrate.py shell                            a prompt; the welcome lists the questions
  python orchestrate.py shell -c "from behind_plan()"    one question, with all rows of its answer
  python orchestrate.py shell -csv -c "from figures"     in another form: -csv, -json, -markdown …
  python orchestrate.py shell < questions.sql            a file of questions
exit status: that of the DuckDB shell; 2 if there is no release.""",
    ),
    "diff": HelpText(
        "what changed from one release to another",
        "Compares two releases, figure by figure and check by check, and writes a page of the "
        "changes. Use it after a run, to see what a correction or a new version changed. B "
        "defaults to the current release, A to the release before B.",
        """\
examples:
  python orchestrate.py diff                      the current release with the one before
  python orchestrate.py diff 20260101 20260301    beginnings of names; a folder will do too
exit status: 0, changed or not; 2 if a release is not found or has other columns.""",
    ),
    "test": HelpText(
        "run the test suite; takes the options of pytest",
        "Runs the test suite of the project, the short tests or with --all also the long ones. Use "
        "it after a change to the program. All other arguments go to pytest, whose help follows.",
        """\
examples:
  python orchestrate.py test                     the short tests
  python orchestrate.py test tests/unit -k cli   some of them""",
    ),
    "bench": HelpText("measure the checks and the run; see `bench --help`", ""),
}
