"""AWS Regions that have GuardDuty, and the partition of each. Source: botocore's endpoint data.

Without the isolated partitions (``aws-iso…``), of which no document that we know says what GuardDuty has there.
"""

REGIONS: dict[str, str] = {
    region: partition
    for partition, regions in {
        "aws": """af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
            ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
            ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2
            eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1
            us-west-2""",
        "aws-us-gov": "us-gov-east-1 us-gov-west-1",
        "aws-eusc": "eusc-de-east-1",
        "aws-cn": "cn-north-1 cn-northwest-1",
    }.items()
    for region in regions.split()
}

# Regions that an account has to enable first. Source: AWS Account Management reference, manage-acct-regions.
_OPT_IN = """af-south-1 ap-east-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6
    ap-southeast-7 ca-west-1 eu-central-2 eu-south-1 eu-south-2 il-central-1 me-central-1 me-south-1 mx-central-1"""
OPT_IN = frozenset(_OPT_IN.split())
