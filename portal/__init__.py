"""Settings, addresses and composition: what ties the layers together. Nothing imports it."""
