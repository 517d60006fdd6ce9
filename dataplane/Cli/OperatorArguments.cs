using System.CommandLine;
using LlmRouting.DataPlane.Configuration.Operator;

namespace LlmRouting.DataPlane.Cli;

/// <summary>Options of <c>serve</c> that say which operator to follow.</summary>
public static class OperatorArguments
{
    private static readonly Option<string?> Address = new("--operator") { Description = "Follow this operator instead of a folder: https://…", HelpName = "URL" };
    private static readonly Option<string?> TokenFile = new("--token-file") { Description = "With --operator: file with the service account token; read again whenever it is needed", HelpName = "FILE" };
    private static readonly Option<string?> AuthorityFile = new("--operator-ca") { Description = "With --operator: PEM file with the authority of its certificate [default: the system's]", HelpName = "FILE" };
    private static readonly Option<string?> SecretsFolder = new("--secrets-dir") { Description = "With --operator: a tmpfs that upstream credentials are kept in for a restart [default: memory only]", HelpName = "DIR" };
    private static readonly Option<bool> AllowPrivate = new("--allow-private-upstreams") { Description = "With --operator: external tiers may be on private addresses" };

    public static IReadOnlyList<Option> All { get; } = [Address, TokenFile, AuthorityFile, SecretsFolder, AllowPrivate];

    /// <summary>What is wrong with them together, or null.</summary>
    public static string? Problem(System.CommandLine.Parsing.CommandResult parsed, string? manifests)
    {
        var address = parsed.GetValue(Address);
        if ((address is null) == (manifests is null)) return "Say either --manifests DIR or --operator URL.";
        if (address is null) return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri is not { Scheme: "https", PathAndQuery: "/" }) return "--operator must be https://HOST[:PORT]: the token must not be sent to anybody else.";
        return parsed.GetValue(TokenFile) is null ? "--operator needs --token-file FILE." : null;
    }

    /// <summary>Null where a folder is served.</summary>
    public static OperatorOptions? Of(ParseResult parsed) => parsed.GetValue(Address) is not { } address ? null : new OperatorOptions
    {
        Address = new Uri(address),
        TokenFile = parsed.GetValue(TokenFile)!,
        AuthorityFile = parsed.GetValue(AuthorityFile),
        SecretsFolder = parsed.GetValue(SecretsFolder),
        AllowPrivateUpstreams = parsed.GetValue(AllowPrivate),
    };
}
