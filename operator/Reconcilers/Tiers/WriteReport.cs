using LlmRouting.Contract.Api;
using LlmRouting.Operator.Kubernetes;
using LlmRouting.Operator.Reconcilers.Caching;
using LlmRouting.Operator.Reconcilers.Status;

namespace LlmRouting.Operator.Reconcilers.Tiers;

/// <summary>What came of the writes of one pass: each is tried, whatever became of the ones before.</summary>
public sealed class WriteReport(ClusterCaches caches, ModelTier tier, FaultWords words)
{
    private readonly List<Finding> blocking = [];
    private readonly List<Finding> notes = [];

    /// <summary>What could not be done, the gravest first.</summary>
    public IReadOnlyList<Finding> Blocking => blocking;

    /// <summary>Whether the Deployment is what the spec says.</summary>
    public bool Made { get; set; }

    /// <summary>What a person should know although the tier serves.</summary>
    public IReadOnlyList<Finding> Notes => notes;

    /// <summary>To be thrown when status is written, so that the pass is tried again soon; null where that would not help.</summary>
    public KubernetesException? Again { get; private set; }

    /// <summary>Whether something was refused that nobody tells us of when it is mended.</summary>
    public bool HasRefusals { get; private set; }

    public void Block(params IEnumerable<Finding> findings) => blocking.AddRange(findings);

    public void Note(params IEnumerable<Finding> findings) => notes.AddRange(findings);

    /// <returns>False where it was refused; what is only to be tried again is thrown.</returns>
    public async Task<bool> TryAsync(ApiResource resource, string name, Func<Task> write)
    {
        try
        {
            await write();
            words.Forget(tier.Ref, What(resource, name));
            return true;
        }
        catch (KubernetesException fault) when (WriteFault.IsTold(fault))
        {
            Add(resource, name, fault);
            return false;
        }
    }

    private void Add(ApiResource resource, string name, KubernetesException fault)
    {
        if (fault.IsUnknownResource) caches.Optional(resource)?.Lose();
        HasRefusals = true;
        if (WriteFault.MayPass(fault)) Again ??= fault;
        var finding = words.Of(tier, What(resource, name), WriteFault.Of(resource, name, fault));
        // Nothing is scraped by Prometheus then; the tier serves.
        if (resource != OurResources.PodMonitors) blocking.Add(finding);
        else if (!fault.IsUnknownResource) notes.Add(finding);
    }

    private static string What(ApiResource resource, string name) => $"{resource.Plural}/{name}";
}
