namespace LlmRouting.DataPlane.Simulation.Requests;

/// <summary>What the simulator takes from a request of any dialect.</summary>
internal sealed record SimulatedRequest
{
    public required Dialect Dialect { get; init; }

    /// <summary>One for a conversation; several for completions and embeddings.</summary>
    public required IReadOnlyList<Prompt> Prompts { get; init; }

    public string? Model { get; init; }
    public bool Stream { get; init; }
    public bool IncludeUsage { get; init; }
    public int? MaxTokens { get; init; }

    /// <summary>Answers per prompt.</summary>
    public int N { get; init; } = 1;

    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>vLLM's ignore_eos: generate until the token limit.</summary>
    public bool IgnoreEos { get; init; }

    public int Images { get; init; }

    /// <summary>The call to answer with; null answers with text.</summary>
    public ToolCall? Tool { get; init; }

    /// <summary>Whether there are tools and the model decides about them.</summary>
    public bool MayChooseTools { get; init; }

    /// <summary>The JSON document to answer with, where response_format asks for one.</summary>
    public string? Document { get; init; }

    public bool Base64 { get; init; }
    public int? Dimensions { get; init; }

    public int PromptTokens => Prompts.Sum(p => p.Tokens);

    public int Choices => Dialect == Dialect.Embeddings ? 1 : Prompts.Count * N;
}

/// <param name="Text">What the answer is about: the last user message of a conversation.</param>
/// <param name="Tokens">Of the whole prompt.</param>
internal sealed record Prompt(string Text, int Tokens);

/// <param name="Arguments">A JSON object that fits the function's parameters.</param>
internal sealed record ToolCall(string Name, string Arguments);
