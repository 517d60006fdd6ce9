using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Parsing;

/// <summary>What a request must have whatever else it has.</summary>
internal static class RequiredMembers
{
    public static Refusal? Check(ParsedRequest request)
    {
        if (!Has(request, RootMember.Model)) return Bad.Missing("model");
        var (member, name, capability) = Prompt(request.Dialect);
        if (!Has(request, member)) return Bad.Missing(name);
        if (!request.HasContent) return Bad.Empty(name);
        request.Need(capability);
        return null;
    }

    private static bool Has(ParsedRequest request, RootMember member) => (request.SeenMembers & (1UL << (int)member)) != 0;

    private static (RootMember Member, string Name, Capability Capability) Prompt(Dialect dialect) => dialect switch
    {
        Dialect.Chat => (RootMember.Messages, "messages", Capability.Chat),
        Dialect.Completions => (RootMember.Prompt, "prompt", Capability.Completions),
        Dialect.Responses => (RootMember.Input, "input", Capability.Responses),
        _ => (RootMember.Input, "input", Capability.Embeddings),
    };
}
