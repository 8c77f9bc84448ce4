"""A disk that is really full: a small one, in a namespace where anybody may mount one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from tests.auxil.process import PROJECT

_NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]


def _may_mount(folder: str) -> bool:
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]
    return (
        shutil.which("unshare") is not None
        and subprocess.run([*_NAMESPACE, *mount], capture_output=True).returncode == 0
    )


def test_a_full_disk_refuses_what_is_new_and_goes_on_by_itself_once_there_is_room(tmp_path) -> None:
    if not _may_mount(str(tmp_path)):
        pytest.skip("nobody may mount a disk here")
    script = [sys.executable, "-m", "tests.auxil.small_disk", str(tmp_path)]
    ended = subprocess.run(
        [*_NAMESPACE, *script], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout) == {
        "full": True,
        "refused": True,
        "all_that_was_taken": True,
        "through": 199,
    }
