"""The texts that members write together, with their versions."""
