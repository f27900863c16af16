"""Releases: the folder of published warehouses, their fingerprints and manifests."""
