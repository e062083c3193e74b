"""What GuardDuty and AWS know, as data. A test holds it against the API model that botocore ships."""
