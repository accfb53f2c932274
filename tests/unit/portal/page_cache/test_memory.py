"""The entries that a process keeps in memory."""

from portal.page_cache.entry import Entry, build
from portal.page_cache.memory import Memory
from portal.page_cache.requests import Key


def key(path: str) -> Key:
    return Key("http", "portal.example", path, "", countable=True)


def entry(size: int = 1000) -> Entry:
    return build([("Content-Type", "application/octet-stream")], bytes(size), 1.0)


def test_an_entry_is_kept_for_its_generation() -> None:
    memory, kept = Memory(100_000), entry()
    memory.put(1, key("/"), kept)
    assert memory.get(1, key("/")) is kept
    assert memory.get(2, key("/")) is None


def test_a_new_generation_empties_it_and_an_old_one_does_not_return() -> None:
    memory = Memory(100_000)
    memory.put(1, key("/"), entry())
    memory.put(2, key("/other/"), entry())
    memory.put(1, key("/"), entry())
    assert memory.get(2, key("/")) is None
    assert memory.get(1, key("/")) is None


def test_the_least_used_entry_makes_room() -> None:
    memory = Memory(3 * entry().size)
    for path in ("/a/", "/b/", "/c/"):
        memory.put(1, key(path), entry())
    memory.get(1, key("/a/"))
    memory.put(1, key("/d/"), entry())
    assert memory.get(1, key("/b/")) is None
    assert all(memory.get(1, key(path)) for path in ("/a/", "/c/", "/d/"))


def test_replacing_an_entry_is_not_counted_twice() -> None:
    memory = Memory(2 * entry().size)
    memory.put(1, key("/a/"), entry())
    for _ in range(10):
        memory.put(1, key("/b/"), entry())
    assert memory.get(1, key("/a/")) is not None


def test_an_entry_larger_than_all_of_it_is_not_kept() -> None:
    memory = Memory(1000)
    memory.put(1, key("/"), entry(5000))
    assert memory.get(1, key("/")) is None


def test_dropping_makes_room() -> None:
    memory = Memory(entry().size)
    memory.put(1, key("/a/"), entry())
    memory.drop(key("/a/"))
    memory.drop(key("/a/"))
    memory.put(1, key("/b/"), entry())
    assert memory.get(1, key("/b/")) is not None
