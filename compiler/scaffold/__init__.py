"""What watchspec writes for a company to start from: its specs, and the repository around them.

``answers``     what the command line says about a company, checked by the types of the language.
``filling``     the files of ``templates/``, with values filled in.
``specs``       the organization document and the starter spec of a team.
``repository``  all files of a repository: specs, settings, pipelines.
``codeowners``  CODEOWNERS, from the organization document.
``creating``    writes files that are not there yet, and nothing outside the repository.
"""
