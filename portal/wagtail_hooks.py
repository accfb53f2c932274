"""What the portal adds to Wagtail's editor; Wagtail finds this module by its name."""

from wagtail import hooks

from portal.wagtail_labels import give_labels

__all__ = ["label_the_editor"]


@hooks.register("register_admin_urls")
def label_the_editor() -> list[object]:
    """No addresses: this is called where the editor is loaded, which no command and no worker has to wait for."""
    give_labels()
    return []
