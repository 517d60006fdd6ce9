using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Errors;

namespace LlmRouting.DataPlane.Serving;

/// <summary>GET /v1/models: the names this caller may ask for, in OpenAI's shape; what is ours stands in one field of its own (S3.10).</summary>
public sealed class ModelsEndpoint(SnapshotHolder snapshots, Authenticator authenticator)
{
    public async Task ListAsync(HttpContext http)
    {
        var snapshot = snapshots.Current;
        if (authenticator.Authenticate(http.Request, snapshot.Keys, out var caller) is { } refused) await ErrorWriter.WriteAsync(http.Response, refused);
        else await http.Response.WriteAsJsonAsync(new ModelList([.. Visible(snapshot, caller)]), ModelsJson.Default.ModelList);
    }

    public async Task GetAsync(HttpContext http)
    {
        var snapshot = snapshots.Current;
        var id = IdOf(http);
        if (authenticator.Authenticate(http.Request, snapshot.Keys, out var caller) is { } refused) await ErrorWriter.WriteAsync(http.Response, refused);
        else if (Visible(snapshot, caller).FirstOrDefault(model => model.Id == id) is { } found) await http.Response.WriteAsJsonAsync(found, ModelsJson.Default.ModelEntry);
        else await ErrorWriter.WriteAsync(http.Response, new Refusal(404, "invalid_request_error", "model_not_found", "The model does not exist or you do not have access to it.", "model"));
    }

    // Clients send a slash of a name as %2F, which Kestrel leaves alone so that it cannot become a path's.
    private static string? IdOf(HttpContext http) => (http.Request.RouteValues["model"] as string)?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ModelEntry> Visible(RuntimeSnapshot snapshot, Caller caller)
    {
        var policies = snapshot.Policies.Where(policy => caller.MayUse(policy.Snapshot)).ToArray();
        var tiers = policies.Where(policy => policy.Snapshot.AllowExplicitTier).SelectMany(policy => policy.Tiers, (policy, tier) => (policy, tier)).ToLookup(x => x.tier.Name);
        return policies.SelectMany(policy => policy.Snapshot.Models.Select(name => Policy(name, policy)))
            .Concat(tiers.SelectMany(same => same.Select(x => Tier(same.Count() == 1 ? same.Key : $"{x.policy.DisplayName}/{same.Key}", x.policy, x.tier))))
            .DistinctBy(model => model.Id);
    }

    private static ModelEntry Policy(string name, RuntimePolicy policy) =>
        new(name, new ModelDetails(policy.DisplayName, null, [.. policy.Tiers.Select(tier => tier.Name)], null, null, null));

    private static ModelEntry Tier(string id, RuntimePolicy policy, RuntimePolicyTier tier)
    {
        var snapshot = tier.Tier.Snapshot;
        return new(id, new ModelDetails(policy.DisplayName, snapshot.Model, null, snapshot.ContextTokens, snapshot.InputPer1kTokens, snapshot.OutputPer1kTokens));
    }
}
