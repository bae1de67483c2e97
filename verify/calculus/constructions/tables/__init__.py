"""The rules by subject: name -> premises, obligations, conclusion."""
