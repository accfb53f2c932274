"""Files for download: which public pages use them, who may have them, and how they are found.

A file is as public as the live pages that use it. ``uses`` writes down which those are in the transaction that
publishes; ``entries`` brings what search knows of a file in step with them.
"""
