"""What a project gains whose documentation was written without roles: references, and a check of its tags."""
