"""An edition packed to be kept: a research object crate in a bag, in one archive.

material    the files of an edition that are its own: documents, sources, schemas
crate       what RO-Crate 1.1 says of each file
people      authors and publishers, as the headers name them
preview     the same for readers
bag         manifests (BagIt 1.0), and an archive whose bytes depend on nothing but its files
"""
