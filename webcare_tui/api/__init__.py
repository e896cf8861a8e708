"""The vendor's service and nothing else."""
