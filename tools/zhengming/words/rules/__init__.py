"""The rules of `lint`, one small function each; importing a module of this room registers its rules."""
