"""How a page becomes public: the base page type, files, workflow, import, and the generation of public content.

The doors of this package are its submodules: ``models`` (PortalPage, PortalDocument, PortalImage, Topic), ``panels``,
``blocks``, ``html``, ``generation``, ``archive``, ``scheduling`` and ``rules``. The others are private to it.
"""
