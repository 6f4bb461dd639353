"""A day at the desks, played against the real site with its network, its web and its database failing (``make rehearse``)."""
