using System.Text.Json.Nodes;
using LlmRouting.TestKit.Kubernetes.Storage;

namespace LlmRouting.TestKit.Kubernetes.Tables;

/// <summary>The columns of a kind: what its CRD says, or what the server prints for built-ins.</summary>
public static class TableColumns
{
    private const string NameText =
        "Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names";

    private const string AgeText =
        "CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

    private static readonly TableColumn Name = new("Name", "string", (o, _) => (string?)o["metadata"]?["name"]) { Format = "name", Description = NameText };

    public static IReadOnlyList<TableColumn> Of(ResourceType type) =>
        type.IsCustom ? [Name, .. type.Columns.Select(Custom)] : type.Kind == "Event" ? BuiltinColumns.Event : [Name, .. BuiltinColumns.Of(type.Kind), BuiltinColumns.Age, .. BuiltinColumns.Wide(type.Kind)];

    private static TableColumn Custom(PrinterColumn column)
    {
        var path = JsonPath.Parse(column.JsonPath);
        return new TableColumn(column.Name, column.Type, (o, now) => Cells.Of(path.First(o), column.Type, now))
        {
            Format = column.Format, Priority = column.Priority,
            Description = column.Description.Length > 0 ? column.Description : ReferenceEquals(column, CrdReader.Age) ? AgeText : $"Custom resource definition column (in JSONPath format): {column.JsonPath}",
        };
    }
}
