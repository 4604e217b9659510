"""What all tests share: how tests behave when a tool of theirs is missing, and bounded Hypothesis runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("office") is None or shutil.which("soffice"):
        return
    if os.environ.get("CI") == "true":
        pytest.fail("LibreOffice is missing, and in CI every test must run")
    pytest.skip("LibreOffice is not on this machine")


@pytest.fixture(scope="session")
def office(tmp_path_factory) -> Callable[..., list[Path]]:
    """Open workbooks in LibreOffice, recalculate every formula, and save them again as .xlsx."""
    profile = tmp_path_factory.mktemp("profile")
    user = profile / "user"
    user.mkdir()
    setting = (
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" '
        'oor:op="fuse"><value>0</value></prop></item>'
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{setting}</oor:items>',
        encoding="utf-8",
    )

    def save_again(*paths: Path) -> list[Path]:
        folder = tmp_path_factory.mktemp("office")
        copies = [folder / "in" / f"{number}-{path.name}" for number, path in enumerate(paths)]
        copies[0].parent.mkdir()
        for path, copy in zip(paths, copies, strict=True):
            shutil.copy(path, copy)
        to_xlsx = ("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *to_xlsx, *map(str, copies)],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return [folder / copy.name for copy in copies]

    return save_again
