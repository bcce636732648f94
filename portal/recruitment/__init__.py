"""Finding members: the public call, applications read without names, the reserve list, and a good start for members."""
