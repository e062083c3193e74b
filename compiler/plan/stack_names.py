"""The names of stacks, and of what holds their state."""


def administrator_stack(organization: str, region: str) -> str:
    return f"{organization}-{region}"


def management_stack(organization: str, region: str) -> str:
    return f"{organization}-management-{region}"


def account_stack(organization: str, account_id: str, region: str) -> str:
    """By the id: an account's name is its team's to change, and a stack that is renamed loses its state."""
    return f"{organization}-{account_id}-{region}"


def state_key(prefix: str, stack: str) -> str:
    """The object in S3 that holds a stack's state."""
    return f"{prefix}{stack}.tfstate"


def state_path(directory: str, stack: str) -> str:
    """The file that holds a stack's state; in the stack's own folder it needs no name of its own."""
    return "terraform.tfstate" if directory == "." else f"{directory}/{stack}.tfstate"


def workspace(prefix: str, stack: str) -> str:
    """The workspace of HCP Terraform that holds a stack's state."""
    return f"{prefix}{stack}"


def state_address(written: str, stack: str) -> str:
    """The HTTP address of a stack's state, which the organization document writes with ``{stack}`` for its name."""
    return written.replace("{stack}", stack)


def lock_address(address: str) -> str:
    """Where the state at an address is locked (GitLab documentation, Terraform state administration)."""
    return f"{address}/lock"
