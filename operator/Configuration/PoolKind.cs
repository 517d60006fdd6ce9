namespace LlmRouting.Operator.Configuration;

/// <summary>Whether nodes of a class come when pods ask for them.</summary>
public enum PoolKind
{
    /// <summary>A node is made for a pod that finds no place: an update starts the new pod first.</summary>
    Elastic,

    /// <summary>There are as many nodes as there are: an update has to end a pod before the next one finds a GPU.</summary>
    Fixed,
}
