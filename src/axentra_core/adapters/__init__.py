"""What stands behind the ports; each adapter is its own module and loads only what it needs."""
