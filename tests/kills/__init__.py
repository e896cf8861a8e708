"""Real kills: the program's services in processes of their own, ended by SIGKILL, and started again on the same files."""
