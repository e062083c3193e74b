"""What a malware scan of an S3 object can end with.

Source: user guide, monitoring-malware-protection-s3-scans-gdu, "S3 object potential malware scan result status
values". The same words, in capitals, are in ``scanResultStatus`` of the event of each scan
(monitor-with-eventbridge-s3-malware-protection).
"""

STATUSES = {
    "threats_found": "the object may be malicious",
    "no_threats_found": "nothing was found in the object",
    "unsupported": "GuardDuty does not scan such an object, for example one that is too large or has a password",
    "access_denied": "GuardDuty may not read the object",
    "failed": "the scan ended in an internal error",
}
"""What each result means, by its name in a spec."""
