"""The core: values and rules of charging, with no Qt, network, disk or threads."""
