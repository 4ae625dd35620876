"""Guichet beside dateparser (PyPI) and chrono-node (npm), on the same phrases, on Tuesday 9 June 2026.

    python3 tests/bench/dates/compare.py [--profile dev]

Both libraries are installed into a temporary folder, from the network. Guichet reads a whole order ("réserver Zoé …
journée") and is right where it gives the day, or asks where no single day is meant; its time is `grammar::parse`'s.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PHRASES = HERE / "phrases.tsv"
RUNS = 200
# In the folder's own Python, since dateparser is not this one's.
DATEPARSER = """
import json, sys, time, datetime, statistics, dateparser
base = datetime.datetime(2026, 6, 9, 9)
settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
for line in open(sys.argv[1], encoding="utf-8"):
    language, phrase, _ = line.rstrip("\\n").split("\\t")
    times = []
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter_ns()
        day = dateparser.parse(phrase, languages=[language], settings=settings)
        times.append(time.perf_counter_ns() - start)
    print(json.dumps([day and day.date().isoformat(), statistics.median(times)]))
"""


def run(command, **options):
    done = subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True, **options)
    return done.stdout


def order(language, phrase):
    return f"réserver Zoé {phrase} journée" if language == "fr" else f"book Zoé {phrase} full day"


def guichet(phrases, profile):
    """The day of each phrase, or None where something is asked; and the time of each."""
    asked = [{"text": order(language, phrase), "at": "2026-06-09T09:00"} for language, phrase, _ in phrases]
    lines = "\n".join(json.dumps(line) for line in asked)
    explain = ["cargo", "run", "-q", "--profile", profile, "--", "explain", "--centre", "martin", "--jsonl"]
    answers = run(explain, input=lines, cwd=ROOT).splitlines()
    measured = run(["cargo", "bench", "-q", "--profile", profile, "--bench", "grammar", "--", "--phrases"],
                   input="\n".join(f"{language}\t{order(language, phrase)}" for language, phrase, _ in phrases), cwd=ROOT)
    return [(day_of(json.loads(answer)), int(time)) for answer, time in zip(answers, measured.split(), strict=True)]


def day_of(meaning):
    """The one day that is booked; a question books nothing."""
    days = [day for command in meaning.get("cmds", []) for day in command.get("dates", [])]
    return " ".join(days) or None


def of_lines(text):
    return [tuple(json.loads(line)) for line in text.splitlines()]


def main():
    profile = sys.argv[2] if sys.argv[1:2] == ["--profile"] else "release"
    phrases = [line.split("\t") for line in PHRASES.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        run([python, "-m", "pip", "install", "-q", "dateparser"])
        run(["npm", "install", "--silent", "--prefix", folder, "chrono-node"])
        found = {
            "guichet": guichet(phrases, profile),
            "dateparser": of_lines(run([python, "-c", DATEPARSER, PHRASES, RUNS])),
            "chrono-node": of_lines(run(["node", HERE / "chrono.mjs", PHRASES, folder, RUNS])),
        }
    show(phrases, found)


def show(phrases, found):
    head = "".join(f"{name:>14}" for name in found)
    print(f"{'phrase, on Tuesday 9 June 2026':<36}{'meant':>12}{head}")
    for number, (language, phrase, meant) in enumerate(phrases):
        days = [answers[number][0] or "-" for answers in found.values()]
        marks = "".join(f"{day + ('' if day == meant else ' !'):>14}" for day in days)
        print(f"{language} {phrase:<33}{meant:>12}{marks}")

    def line(title, cell):
        print(f"{title:<48}" + "".join(f"{cell(answers):>14}" for answers in found.values()))

    def wrong(answers):
        return sum(answer[0] not in (None, meant) for answer, (_, _, meant) in zip(answers, phrases))

    print()
    line(f"right of {len(phrases)}", lambda a: sum((x[0] or "-") == p[2] for x, p in zip(a, phrases)))
    line("wrong days given", wrong)
    line("median µs a phrase", lambda a: f"{statistics.median(x[1] for x in a) / 1000:.1f}")


if __name__ == "__main__":
    main()
