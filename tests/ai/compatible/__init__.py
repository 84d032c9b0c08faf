"""llama.cpp's own server, which speaks OpenAI's protocol, with a model that knows nothing."""
