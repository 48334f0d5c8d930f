using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>A JavaScript application that runs as a process.</summary>
/// <param name="name">The resource name.</param>
/// <param name="command">The program that runs it, e.g. <c>node</c> or <c>npm</c>.</param>
/// <param name="workingDirectory">The application's folder.</param>
public class JavaScriptAppResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IResourceWithServiceDiscovery;

/// <summary>A script that Node.js runs.</summary>
/// <inheritdoc cref="JavaScriptAppResource(string, string, string)" />
public class NodeAppResource(string name, string command, string workingDirectory)
    : JavaScriptAppResource(name, command, workingDirectory);

/// <summary>A front end that Vite's development server serves.</summary>
/// <inheritdoc cref="JavaScriptAppResource(string, string, string)" />
public class ViteAppResource(string name, string command, string workingDirectory)
    : JavaScriptAppResource(name, command, workingDirectory);

/// <summary>Installs an application's packages and ends.</summary>
/// <param name="name">The resource name.</param>
/// <param name="workingDirectory">The application's folder.</param>
public class JavaScriptInstallerResource(string name, string workingDirectory)
    : ExecutableResource(name, "npm", workingDirectory);
