"""A package made ready to be loaded: read, checked and rendered before any lock is held."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lms.catalog.derived.derive import Derived, derive
from lms.catalog.package.archive import read_archive
from lms.catalog.package.check import check_tree, folders, slug_problems
from lms.catalog.package.course import read_package
from lms.catalog.package.folder import read_folder
from lms.catalog.package.report import Problem, in_order
from lms.catalog.package.tree import Tree
