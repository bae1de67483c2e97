"""Running campaigns: blocks go to workers, their records into the logs, and the results come from the logs' order.

Killed at any moment, a run loses the blocks in flight and no other: what is logged is taken up again.  Which worker
computes a block, and when, changes nothing.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, field

from verify.search.campaign import Campaign
from verify.search.errors import ExecutorError, SearchError
from verify.search.executors import Workers
from verify.search.log import Log
from verify.search.record import Record, code_digest, compute, digest, value

ATTEMPTS = 3  # times in a row that workers may die before anything is done
POLL = 0.2  # seconds between two looks at the clock


@dataclass
class Result:
    """What is known of a campaign: the records of its blocks, in the order of their trials.

    damaged: the lines of its log that did not count.
    """

    campaign: Campaign
    records: list[Record] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    def total(self, key: str) -> int:
        return sum(int(record[key]) for record in self.records)

    @property
    def done(self) -> int:
        """Trials that were computed."""
        return self.total("count")

    @property
    def complete(self) -> bool:
        return self.done == self.campaign.trials

    @property
    def met(self) -> int:
        """Trials that count."""
        return self.total("met")

    @property
    def failures(self) -> int:
        return self.total("failed")

    @property
    def examples(self) -> list[Record]:
        """The first failures of each block, in order."""
        return [row for record in self.records for row in record["failures"]]

    @property
    def worst(self) -> Record | None:
        """The trial with the greatest value, the first of these."""
        rows = [record["worst"] for record in self.records if record["worst"] is not None]
        return max(rows, key=lambda row: (value(row["value"]), -row["trial"]), default=None)

    @property
    def digest(self) -> str:
        return digest(self.campaign, self.records)


@dataclass(frozen=True)
class Task:
    """A block of a campaign; ``log`` None if nothing is written."""

    campaign: Campaign
    log: Log | None
    first: int
    count: int


Progress = Callable[[int, int], None]


class Runner:
    """Campaigns with their logs; ``run`` computes what is missing, ``results`` says what is known."""

    def __init__(self, campaigns: Sequence[Campaign], logs: Sequence[Log | None]) -> None:
        self.campaigns, self.logs = list(campaigns), list(logs)
        self.found: list[dict[tuple[int, int], Record]] = [dict(log.blocks) if log else {} for log in self.logs]
        self.trials = sum(campaign.trials for campaign in self.campaigns)
        self.lost = 0  # times that workers died

    def tasks(self) -> Iterator[tuple[int, Task]]:
        """What is missing, with the number of its campaign."""
        for number, (campaign, log) in enumerate(zip(self.campaigns, self.logs, strict=True)):
            for first, count in campaign.blocks():
                if (first, count) not in self.found[number]:
                    yield number, Task(campaign, log, first, count)

    @property
    def done(self) -> int:
        return sum(result.done for result in self.results())

    def run(
        self, workers: Workers, seconds: float | None = None, progress: Progress = lambda done, total: None
    ) -> None:
        """Compute what is missing, for at most so many seconds.  Raises SearchError, LogError, ExecutorError."""
        end = None if seconds is None else time.monotonic() + seconds
        waiting, window, done = deque(self.tasks()), workers.window, self.done
        flying: dict[Future[tuple[Record, str]], tuple[int, Task]] = {}
        deaths = 0
        progress(done, self.trials)
        while waiting or flying:
            late = end is not None and time.monotonic() >= end
            if late and not flying:
                return
            try:
                while waiting and len(flying) < window and not late:
                    task = waiting[0][1]
                    flying[workers.submit(compute, task.campaign, task.first, task.count)] = waiting.popleft()
                finished = wait(flying, POLL, FIRST_COMPLETED).done
                if not finished:
                    workers.check()
                for future in finished:
                    done += self._take(future, *flying[future])
                    del flying[future]
                    deaths = 0
                    progress(done, self.trials)
            except BrokenExecutor:
                done += self._rescue(flying)
                deaths, self.lost = deaths + 1, self.lost + 1
                if deaths == ATTEMPTS:
                    raise SearchError(f"the workers died {ATTEMPTS} times in a row; what is logged is kept") from None
                waiting.extendleft(reversed(flying.values()))
                flying.clear()
                workers.renew()

    def _rescue(self, flying: dict[Future[tuple[Record, str]], tuple[int, Task]]) -> int:
        """Take what was finished before the workers died; returns its number of trials."""
        good = [future for future in flying if future.done() and not future.cancelled() and not future.exception()]
        return sum(self._take(future, *flying.pop(future)) for future in good)

    def _take(self, future: Future[tuple[Record, str]], number: int, task: Task) -> int:
        try:
            record, code = future.result()
        except BrokenExecutor:
            raise
        except CancelledError:
            raise ExecutorError("the cluster gave a block up; what is logged is kept") from None
        except Exception as error:  # whatever goes wrong in a worker is the campaign's fault, or its machine's
            said = " ".join(str(error).split())[:200]
            where = f"{task.campaign.id}: trials from {task.first} on"
            raise SearchError(f"{where}: {type(error).__name__}: {said}; what is logged is kept") from None
        if code != code_digest(type(task.campaign).__module__):
            raise SearchError(f"{task.campaign.id}: a worker runs other code than this process")
        if task.log is not None:
            task.log.add(record)
        self.found[number][task.first, task.count] = record
        return task.count

    def results(self) -> list[Result]:
        rows = zip(self.campaigns, self.logs, self.found, strict=True)
        return [
            Result(campaign, [found[b] for b in campaign.blocks() if b in found], log.damaged if log else [])
            for campaign, log, found in rows
        ]


def run_here(campaign: Campaign) -> Result:
    """All of a campaign in this process, without a log."""
    return Result(campaign, [compute(campaign, first, count)[0] for first, count in campaign.blocks()])
