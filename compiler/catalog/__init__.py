"""Facts about GuardDuty and AWS, as data. ``tests/test_catalog.py`` compares them with botocore's API model."""
