"""The sample content of the portal: real where the facts are known, marked "Contoh" where it shows a form.

The door is ``portal.demo.site.load_content`` and ``portal.demo.users.load_users``. The texts are content, so they are
written in Indonesian here; nothing else of the code knows them.
"""
