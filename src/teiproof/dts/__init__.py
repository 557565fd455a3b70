"""Distributed Text Services 1.0: an edition as a collection of texts whose passages can be asked for.

Source: https://dtsapi.org/versions/v1.0.

    library     the texts of an edition and their citation trees
    places      the addresses of what can be asked for: of files, or of a service
    answers     the JSON-LD objects of the four endpoints
    metadata    Dublin Core, from the headers
    requests    what a service answers to the parameters of a request
"""
