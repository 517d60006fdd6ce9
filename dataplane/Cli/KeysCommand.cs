using System.CommandLine;
using LlmRouting.Contract.Manifests;
using LlmRouting.Contract.Validation;
using LlmRouting.DataPlane.Access;

namespace LlmRouting.DataPlane.Cli;

/// <summary><c>keys create</c>: a new client key; the Secret that makes it known goes to standard output, the key itself is shown once.</summary>
public static class KeysCommand
{
    private static readonly Option<string> Name = new("--name") { Description = "Name of the Secret, and of whom the key is for", Required = true };
    private static readonly Option<string> Namespace = new("--namespace", "-n") { Description = "Namespace of the policies it may use", DefaultValueFactory = _ => "default" };
    private static readonly Option<string?> Policies = new("--policies") { Description = "Policies it may use, with commas between; all of the namespace without it" };
    private static readonly Option<string?> LimitClass = new("--limit-class") { Description = "Class that the policies' rateLimits and routes may name" };
    private static readonly Option<TimeSpan?> ExpiresIn = CommonOptions.Duration("--expires-in", "How long the key is good", "for ever");

    public static Command Build(CommandContext context)
    {
        var create = new Command("create", "Create a key: its Secret to standard output, the key itself to standard error, once") { Name, Namespace, Policies, LimitClass, ExpiresIn };
        create.SetAction(parsed => Create(context, parsed));
        return new Command("keys", "Manage client keys") { create };
    }

    private static int Create(CommandContext context, ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(Name);
        var space = parsed.GetRequiredValue(Namespace);
        var policies = parsed.GetValue(Policies) is { } list ? CommonOptions.Split(list) : [];
        var lasts = parsed.GetValue(ExpiresIn);
        var key = ApiKeys.Generate(space, policies, parsed.GetValue(LimitClass), lasts is null ? null : context.Time.GetUtcNow() + lasts);
        var problems = SecretValidator.Validate(KeySecretManifest.Secret(name, space, key.Stored));
        if (problems.Count > 0)
        {
            foreach (var problem in problems) context.PrintError($"{OptionOf(problem.Path)} {problem.Message}.");
            return 1;
        }

        context.Print(KeySecretManifest.Write(name, space, key.Stored).TrimEnd());
        context.PrintError($"The key, shown this once: {key.Key}");
        context.PrintError("Put the Secret above into the manifests folder (or kubectl apply it). It holds only a hash of the key.");
        return 0;
    }

    private static string OptionOf(string path) => path switch
    {
        "metadata.name" => "--name",
        "metadata.namespace" => "--namespace",
        _ when path == FieldPath.Key("stringData", "policies") => "--policies",
        _ when path == FieldPath.Key("stringData", "limitClass") => "--limit-class",
        _ => path,
    };
}
