"""TEI to TEI: a document by itself (`contained`), or in what a smaller schema allows (`reduction`)."""
