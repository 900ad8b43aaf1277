from tests.web.conftest import shop

__all__ = ["shop"]
