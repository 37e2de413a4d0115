"""What the program is made of: a bill of materials, its licences, and known weaknesses in it.

python3 run.py supply sbom [FILE]     CycloneDX JSON, from the lock and what is installed
python3 run.py supply licences        each library's licence; fails on one nobody has judged
python3 run.py supply audit           pip-audit on the lock; 3, and aloud, when it cannot be told
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import re
import socket
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ippay_desktop import __version__

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "runtime.txt"
DATABASE = ("pypi.org", 443)
_FOUND, _USAGE, _NOT_AUDITED = 1, 2, 3
_REACH_S = 5.0
_LINE = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)(?: ; ([^\\]+))?", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

# What may go out together with a program under MIT. The LGPL ones are separate libraries that
# whoever gets the program can replace: so it must never be frozen into one file with them.
FIT = frozenset(
    {
        *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0"),
        *("LGPL-3.0-only", "Zlib AND BSD-3-Clause"),
    }
)
# What older metadata says, or leaves out, read by a person in the package itself.
_READ = {
    "Apache-2.0 OR BSD-3-Clause": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0": "LGPL-3.0-only",
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": "LGPL-3.0-only",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_BY_NAME = {
    # For Windows only, so not installed where this mostly runs.
    "pywin32-ctypes": "BSD-3-Clause",
    # Its metadata is silent; the wheel also holds SQLCipher and parts of OpenSSL (Apache-2.0).
    "sqlcipher3": "Zlib AND BSD-3-Clause",
}


@dataclass(frozen=True, slots=True)
class Library:
    """One line of the lock.

    Attributes:
        marker: On which platforms; "" for all.
        hashes: SHA-256 of every file that may be installed.
        licence: As an SPDX expression, or whatever else was found.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    licence: str


def libraries(lock: str | None = None) -> tuple[Library, ...]:
    """What the lock holds, in its order."""
    text = LOCK.read_text(encoding="utf-8") if lock is None else lock
    starts = list(_LINE.finditer(text))
    ends = [*(match.start() for match in starts[1:]), len(text)]
    return tuple(
        Library(
            match[1],
            match[2].strip(),
            (match[3] or "").strip(),
            tuple(_HASH.findall(text[match.start() : end])),
            licence_of(match[1]),
        )
        for match, end in zip(starts, ends, strict=True)
    )


def licence_of(name: str) -> str:
    """A library's licence as far as it is known; "unknown" otherwise."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    try:
        facts = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"
    named = (facts.get_all("License-Expression"), facts.get_all("License"))
    told = next((texts[0] for texts in named if texts and texts[0]), "")
    if not told or "\n" in told:
        kinds = [one for one in facts.get_all("Classifier") or [] if one.startswith("License")]
        told = kinds[0].rpartition(" :: ")[2] if kinds else "unknown"
    return _READ.get(told, told)


def unfit(found: tuple[Library, ...]) -> list[str]:
    """Those whose licence is unknown or does not fit."""
    return [f"{one.name} {one.version}: {one.licence}" for one in found if one.licence not in FIT]


def sbom(found: tuple[Library, ...]) -> dict[str, Any]:
    """A CycloneDX 1.5 document; the same for the same lock."""
    components = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name}@{one.version}",
            "licenses": [{"expression": one.licence}],
            "hashes": [{"alg": "SHA-256", "content": content} for content in one.hashes],
            "properties": [{"name": "marker", "value": one.marker}] if one.marker else [],
        }
        for one in found
    ]
    own = f"pkg:pypi/ippay-desktop@{__version__}"
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([own, components], sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "ippay-desktop",
                "version": __version__,
                "licenses": [{"expression": "MIT"}],
            }
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [one["bom-ref"] for one in components]}],
    }


def audit() -> int:
    """Look up known weaknesses of every library that is locked for this platform.

    Returns:
        0 when each was looked up and has none, 1 when one has; 3 when not all could be looked up,
        which is said aloud and is no pass.
    """
    if importlib.util.find_spec("pip_audit") is None:
        return _not_audited("pip-audit is not installed: pip install pip-audit")
    try:
        socket.create_connection(DATABASE, timeout=_REACH_S).close()
    except OSError:
        return _not_audited(f"The database at {DATABASE[0]} cannot be reached from here.")
    words = ["-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"]
    words = [sys.executable, *words, "--format", "json"]
    done = subprocess.run(words, check=False, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return _not_audited(f"pip-audit ended with {done.returncode} and no list.")
    return _judged(told)


def _judged(told: list[dict[str, Any]]) -> int:
    """What pip-audit's list means; a library it skipped counts as none of the sound ones.

    pip-audit itself says "No known vulnerabilities found" and ends with 0 when a mirror that has no
    database answers in the name of pypi.org, and every library was skipped.
    """
    weak = [(one, weakness) for one in told for weakness in one.get("vulns", ())]
    for one, weakness in weak:
        fixed = ", ".join(weakness.get("fix_versions", ())) or "no version"
        _say(f"WEAK: {one['name']} {one['version']}: {weakness['id']}, mended in {fixed}")
    skipped = [one["name"] for one in told if "skip_reason" in one]
    if weak:
        return _FOUND
    if skipped or not told:
        return _not_audited(
            f"{len(skipped)} of {len(told)} libraries could not be looked up: {', '.join(skipped)}"
        )
    sys.stdout.write(f"{len(told)} libraries looked up, no known weakness\n")
    return 0


def _not_audited(why: str) -> int:
    _say(f"SKIPPED: NOT AUDITED. {why}")
    return _NOT_AUDITED


def main(words: list[str]) -> int:
    """Carry out one of the commands above; the exit code."""
    command, *rest = words or [""]
    if command == "sbom" and len(rest) <= 1:
        text = json.dumps(sbom(libraries()), indent=2) + "\n"
        if rest:
            Path(rest[0]).write_text(text, encoding="utf-8")
        else:
            sys.stdout.write(text)
        return 0
    if command == "licences" and not rest:
        found = libraries()
        for one in found:
            sys.stdout.write(f"{one.name} {one.version}: {one.licence}\n")
        for one_unfit in unfit(found):
            _say(f"UNKNOWN OR UNFIT: {one_unfit}")
        return _FOUND if unfit(found) else 0
    if command == "audit" and not rest:
        return audit()
    _say(__doc__ or "")
    return _USAGE


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
