"""``python -m portal.trial_node PORT``: one node in the foreground, on a folder that goes with it."""

import shutil
import signal
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType

from portal.trial_node.distribution import NodeUnavailableError, cache_folder, prepare
from portal.trial_node.process import TrialNode


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> int:
    """Run until SIGTERM or Ctrl-C (status 0), or until the server ends by itself (status 1)."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--heap-mb", type=int, default=512)
    given = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    folder: Path | None = None
    node: TrialNode | None = None
    try:
        distribution = prepare(_say)
        folder = Path(tempfile.mkdtemp(prefix="node-", dir=cache_folder()))
        node = TrialNode(distribution, folder, given.port, heap_mb=given.heap_mb)
        node.start()
        _say(f"Elasticsearch answers at {node.url}")
        status = node.wait()
        _say(f"Elasticsearch ended with status {status}; its last words:\n{node.last_words()}")
    except NodeUnavailableError as error:
        _say(str(error))
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        if node:
            node.stop()
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
