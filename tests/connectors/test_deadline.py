"""Exchanges that wait side by side are each ended at their own time (F6)."""

from __future__ import annotations

import os
import socket
import threading
import time

from syncapp.connectors.deadline import Watch


def waited(watch: Watch) -> float:
    """How long somebody listens to one who says nothing."""
    began = time.monotonic()
    here, there = socket.socketpair()
    with watch, here, there:
        watch.sending(here)
        here.settimeout(5)
        here.recv(1)
    return time.monotonic() - began


def test_each_ends_at_its_own_time_whichever_began_first() -> None:
    took: dict[str, float] = {}

    def long() -> None:
        took["long"] = waited(Watch(1.2))

    other = threading.Thread(target=long)
    other.start()
    time.sleep(0.1)
    took["short"] = waited(Watch(0.2))
    other.join()
    assert 0.2 <= took["short"] < 1.0
    assert 1.2 <= took["long"] < 4.0


def test_one_that_is_over_is_not_ended_later() -> None:
    here, there = socket.socketpair()
    with here, there:
        with Watch(0.1) as watch:
            watch.sending(here)
        time.sleep(0.3)
        assert not watch.expired
        there.send(b"the next answer")
        assert here.recv(100) == b"the next answer"


def test_they_need_no_thread_each() -> None:
    with Watch(5):
        before = threading.active_count()
        for _ in range(20):
            with Watch(5), Watch(5):
                assert threading.active_count() == before


def test_a_process_that_was_forked_ends_its_own() -> None:
    with Watch(5):  # the parent's thread runs
        child = os.fork()
        if child == 0:
            watch = Watch(0.2)
            took = waited(watch)
            os._exit(0 if watch.expired and took < 4 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
