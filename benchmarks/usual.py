"""The usual way: three resources of a hand-written CDKTF program, imported as the documentation shows."""

import sys

from cdktf import App, LocalBackend, TerraformStack
from cdktf_cdktf_provider_aws.guardduty_detector import GuarddutyDetector
from cdktf_cdktf_provider_aws.guardduty_filter import (
    GuarddutyFilter,
    GuarddutyFilterFindingCriteria,
    GuarddutyFilterFindingCriteriaCriterion,
)
from cdktf_cdktf_provider_aws.guardduty_member import GuarddutyMember
from cdktf_cdktf_provider_aws.provider import AwsProvider

KEY = "resource.accessKeyDetails.accessKeyId"

app = App(outdir=sys.argv[1])
stack = TerraformStack(app, "usual")
LocalBackend(stack, path="terraform.tfstate")
AwsProvider(stack, "aws", region="us-east-1")
detector = GuarddutyDetector(stack, "detector", enable=True)
GuarddutyMember(stack, "member", account_id="123456789012", detector_id=detector.id, email="a@example.com", invite=True)
criterion = GuarddutyFilterFindingCriteriaCriterion(field=KEY, equal_to=["AKIAIOSFODNN7EXAMPLE"])
GuarddutyFilter(
    stack,
    "filter",
    name="key",
    action="NOOP",
    rank=1,
    detector_id=detector.id,
    finding_criteria=GuarddutyFilterFindingCriteria(criterion=[criterion]),
)
app.synth()
