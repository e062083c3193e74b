"""The only room that reads findings: what happens to each, and why.

``read`` reads findings in every form they come in: ``files`` finds the files, ``content`` unpacks them, ``lines`` and
``documents`` split them, ``search`` finds the findings in a document, ``conversions`` knows what is none, ``canonical``
brings them into one form, and ``patience`` ends what holds none. ``verdict`` finds the filters and routes that match,
``about`` the declared assets; ``report`` describes the result in words, ``answer`` as data, with what ``directory``,
``nature`` and ``sequence`` know. ``suggest`` makes an entry of a spec, ``declaring`` one of an asset. ``replay`` counts
over many, ``parallel`` on all cores. ``spec_tests`` runs the tests of the specs.
Findings are untrusted: one that cannot be read is reported and skipped.
"""
