"""`python -m webcare_tui`: the command line."""

from webcare_tui.cli.main import entry

if __name__ == "__main__":
    entry()
