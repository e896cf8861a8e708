"""`sandbox`: a stand-in for the vendor's service, in the foreground."""

from __future__ import annotations

import argparse

from webcare_tui.cli.exits import UsageError
from webcare_tui.cli.output import Output


def sandbox(args: argparse.Namespace, output: Output) -> int:
    """Serve until SIGINT or SIGTERM; once ready, one line of JSON tells addresses and credentials.

    Raises:
        UsageError: An option makes no sense, the port is taken, the file is no such CSV, or the extra is missing.
    """
    from webcare_tui.sandbox.server import Options, SandboxError, parse_quota, run

    try:
        options = Options(
            host=args.host,
            port=args.port,
            results=args.results,
            seed=args.seed,
            import_file=args.import_file,
            traffic=args.traffic,
            odd=args.odd,
            odd_errors=args.odd_errors,
            quota=parse_quota(args.quota) if args.quota else None,
        )
        return run(options)
    except (SandboxError, ValueError) as error:
        raise UsageError("The sandbox cannot start", str(error)) from None
