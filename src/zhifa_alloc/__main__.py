"""``python -m zhifa_alloc``."""

import sys

from zhifa_alloc.cli import main

sys.exit(main())
