using System.Globalization;
using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Schemas;

/// <summary>
/// Whether the installed CRDs have the fields this operator knows. An older one drops the others without a word, so that somebody's limit or gate would do nothing; the objects say so.
/// </summary>
public sealed class SchemaGuard(KubernetesClient client, TimeProvider time, ILogger<SchemaGuard> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(5);
    private static readonly IReadOnlyList<ApiResource> Kinds = [OurResources.ModelTiers, OurResources.RoutingPolicies, OurResources.CanaryRollouts];

    private volatile IReadOnlyDictionary<string, Finding> findings = new Dictionary<string, Finding>();

    /// <summary>Raised when an answer of <see cref="Of"/> changed.</summary>
    public event Action? Changed;

    /// <summary>Null: the CRD is of this release or a newer one, or could not be read.</summary>
    public Finding? Of(string kind) => findings.GetValueOrDefault(kind);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await LookAsync(stop);
            await Task.Delay(Look, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task LookAsync(CancellationToken stop)
    {
        try
        {
            var found = new Dictionary<string, Finding>();
            foreach (var kind in Kinds)
                if (await CheckAsync(kind, stop) is { } finding) found[kind.Kind] = finding;
            var before = findings;
            findings = found;
            if (before.Count == found.Count && found.All(item => before.GetValueOrDefault(item.Key) == item.Value)) return;
            foreach (var finding in found.Values) logger.SchemaTooOld(finding.Message);
            Changed?.Invoke();
        }
        catch (KubernetesException fault)
        {
            logger.SchemaUnknown(fault.Message);
        }
    }

    private async Task<Finding?> CheckAsync(ApiResource kind, CancellationToken stop)
    {
        var name = $"{kind.Plural}.{kind.Group}";
        var crd = await client.FindAsync(ApiResources.CustomResourceDefinitions, null, name, stop);
        if (crd is null) return null;
        var text = crd["metadata"]?["annotations"]?[ApiNames.SchemaAnnotation]?.GetValue<string>();
        var installed = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
        return installed >= ApiNames.SchemaRevision
            ? null
            : new Finding("CrdTooOld", $"CustomResourceDefinition {name} is of schema {installed}, this operator needs {ApiNames.SchemaRevision}: newer fields are dropped when objects are written. Apply the CRDs of the operator's release");
    }
}
