"""BagIt (RFC 8493): bags from others read strictly, and bags of ours written so that any tool reads them."""

from probanda.vault.bag.report import BagReport
from probanda.vault.bag.validate import payload_of, validate_bag
from probanda.vault.bag.write import write_bag

__all__ = ["BagReport", "payload_of", "validate_bag", "write_bag"]
